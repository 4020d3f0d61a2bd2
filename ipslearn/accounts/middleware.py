import zoneinfo

from django.utils import timezone


class TimeZoneMiddleware:
    """Show times in the zone of the signed-in person. Reads the session lazily: no query for visitors."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "_auth_user_id" in request.session and request.user.is_authenticated:
            with timezone.override(zoneinfo.ZoneInfo(request.user.time_zone)):
                return self.get_response(request)
        return self.get_response(request)
