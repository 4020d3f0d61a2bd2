import zoneinfo

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


def validate_time_zone(value):
    """Raise ValidationError unless `value` is an IANA time zone name such as Asia/Tokyo."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(value)s” is not a time zone we know."), params={"value": value})


def default_time_zone():
    return settings.TIME_ZONE


class UserManager(BaseUserManager):
    use_in_migrations = True

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_user(self, email, password=None, **fields):
        """Return a new active user. Raise ValueError without an e-mail address."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """Return a new administrator. Whoever runs this command owns the site: the address counts as confirmed."""
        user = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
        user.emailaddress_set.create(email=user.email, verified=True, primary=True)
        return user


class User(AbstractUser):
    """Somebody with an account. Signs in by e-mail; `name` is printed on certificates as it stands."""

    username = None
    first_name = None
    last_name = None
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(
        _("name"),
        max_length=120,
        help_text=_("As it should be printed on your certificates."),
    )
    name_reading = models.CharField(
        _("reading of the name"),
        max_length=120,
        blank=True,
        help_text=_("In kana, if the name is written in kanji. Lists of people are sorted by it."),
    )
    sort_name = models.GeneratedField(
        expression=models.Case(models.When(name_reading="", then="name"), default="name_reading"),
        output_field=models.CharField(max_length=120),
        db_persist=True,
    )
    preferred_language = models.CharField(
        _("preferred language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        help_text=_("For e-mails and the page you meet after signing in."),
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default=default_time_zone, validators=[validate_time_zone]
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["sort_name", "email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_email_address")]

    def __str__(self):
        return self.name or self.email

    def clean(self):
        super().clean()
        self.email = self.email.strip().lower()

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name
