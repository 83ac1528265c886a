"""Arrays over the worlds axis: times in seconds, amounts, and masks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Times = NDArray[np.int64]
Amounts = NDArray[np.float64]
Mask = NDArray[np.bool_]

NEVER = np.int64(2**62)
"""A time that does not come, or was never published."""
START = np.int64(-(2**62))
"""A time before all others."""
