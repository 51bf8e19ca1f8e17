"""How fast the project is beside stock natasha: `python -m tests.bench`."""

import os

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"  # read as numpy is imported
