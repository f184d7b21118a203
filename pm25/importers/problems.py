"""Why an import ends without writing anything, in words for the secretariat."""

from django.utils.translation import get_language


class ImportProblem(Exception):
    """A file or answer that cannot be taken as a whole. `code` is stable; the messages say what to do."""

    def __init__(self, code, message_th, message_en):
        super().__init__(f"{message_th} | {message_en}")
        self.code = code
        self.message_th = message_th
        self.message_en = message_en

    @property
    def words(self):
        """The message in the language of the page."""
        return self.message_en if get_language() == "en" else self.message_th
