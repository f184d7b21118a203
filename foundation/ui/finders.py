"""Serve npm packages without a bundler: only the files that `settings.PACKAGE_FILES` names, under `packages/`."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage


class PackageFinder(BaseFinder):
    """Finds `packages/<package>/<file>` in node_modules."""

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False):
        for name, file in _served():
            if path == name:
                return [str(file)] if find_all else str(file)
        return []

    def list(self, ignore_patterns):
        storage = FileSystemStorage(location=settings.NODE_MODULES)
        storage.prefix = "packages"
        for package, files in settings.PACKAGE_FILES.items():
            for file in files:
                yield f"{package}/{file}", storage


def _served():
    for package, files in settings.PACKAGE_FILES.items():
        for file in files:
            yield f"packages/{package}/{file}", Path(settings.NODE_MODULES) / package / file
