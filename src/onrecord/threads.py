"""Has numpy's matrix library work in one thread; imported for that before anything imports numpy.

The language model multiplies matrices of a few hundred rows. Shared among threads that takes as long as alone, and
where several processes have one processor, threads that wait for each other took four times as long (measured). Work
is shared among processes instead (`--jobs`). What is set in the environment already stays, and a program that imported
numpy before keeps what it has.
"""

from os import environ

__all__ = ["VARIABLES"]

VARIABLES = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""What the libraries that numpy is built with read how many threads to start from: OpenBLAS, MKL, Accelerate."""

for _variable in VARIABLES:
    environ.setdefault(_variable, "1")
