from ipslearn.base.models import User


def update_profile(*, user: User, name: str, preferred_language: str, time_zone: str) -> User:
    """Change what the person says of themselves. Certificates keep the name they were issued with."""
    user.name, user.preferred_language, user.time_zone = name, preferred_language, time_zone
    user.save(update_fields=["name", "preferred_language", "time_zone"])
    return user
