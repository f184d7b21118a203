"""Who must still prove a second factor, and whose session has been idle too long."""


class SecondFactorMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)


class SessionAgeMiddleware(SecondFactorMiddleware):
    pass
