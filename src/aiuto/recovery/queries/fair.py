"""What is fair, and money as people write it, for who asks."""

from aiuto.recovery.amounts import Guidance as Guidance
from aiuto.recovery.amounts import guidance as guidance
from aiuto.recovery.amounts import read_amount as read_amount
