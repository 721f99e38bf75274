"""Package."""

from core.spared import spare_numpy

spare_numpy()
