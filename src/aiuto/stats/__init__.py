"""What numbers say, and how surely. Plain Python.

>>> [round(end, 3) for end in wilson(18, 20)]
[0.699, 0.972]
"""

from aiuto.stats.shares import wilson as wilson
