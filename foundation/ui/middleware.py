"""What no page can mean is refused before it reaches one."""

from django.core.exceptions import SuspiciousOperation

NUL = "\x00"


class PlainTextMiddleware:
    """Refuses a NUL sign in the address: PostgreSQL cannot hold it, and nobody types it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, named):
        if NUL in request.path or any(NUL in text for texts in request.GET.lists() for text in (texts[0], *texts[1])):
            raise SuspiciousOperation("a NUL sign in the address")
