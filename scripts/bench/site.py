"""The site's URLs, the floor to compare with, and a count of each response's queries."""

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import path

from ipslearn.urls import urlpatterns as site_urls


def count_queries(get_response):
    """Say in X-Queries how many statements the request sent; opening the connection is not counted."""

    def middleware(request):
        sent = []

        def count(execute, sql, *args):
            sent.append(sql)
            return execute(sql, *args)

        with connection.execute_wrapper(count):
            response = get_response(request)
        response["X-Queries"] = len(sent)
        return response

    return middleware


@login_required
def floor(request):
    """An almost empty signed-in page, without the site's context processors: what Django itself costs."""
    return HttpResponse(render_to_string("floor.html", {"user": request.user}))


urlpatterns = [path("bench/floor/", floor), *site_urls]
