"""What we are about to say, before we say it: findings, evidence, commitments and dates. Plain Python."""

from aiuto.coach.checking import check as check
from aiuto.coach.facts import Facts as Facts
from aiuto.coach.report import Report as Report
