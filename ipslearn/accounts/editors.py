"""Whether somebody may open the editor, decided once at sign-in and kept in their session.

It only decides whether the menu shows the link: the editor itself asks for the permission at every request.
"""

from django.contrib.auth.signals import user_logged_in

SESSION_KEY = "may_edit"


def remember(sender, request, user, **kwargs):
    request.session[SESSION_KEY] = user.has_perm("wagtailadmin.access_admin")


def connect():
    user_logged_in.connect(remember)
