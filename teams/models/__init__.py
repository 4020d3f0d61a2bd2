from .evidence import Exemption, LogEntry, LogIsFinal, Reopening, TrainingRecord
from .messages import Invitation, InvitationDraft, Mail, MailPreference
from .people import Administrator, Membership, Organisation, Team
from .plans import Adjustment, Requirement, TrainingPlan
from .standings import Readiness, Standing

__all__ = [
    "Adjustment",
    "Administrator",
    "Exemption",
    "Invitation",
    "InvitationDraft",
    "LogEntry",
    "LogIsFinal",
    "Mail",
    "MailPreference",
    "Membership",
    "Organisation",
    "Readiness",
    "Reopening",
    "Requirement",
    "Standing",
    "Team",
    "TrainingPlan",
    "TrainingRecord",
]
