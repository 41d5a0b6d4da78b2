"""Archives, made and read: the same content gives the same bytes, and nothing hostile gets out."""

from mcdeploy.archive.unpacking import unpack
from mcdeploy.archive.writing import FIXED_TIME, tar, tar_gz

__all__ = ["FIXED_TIME", "tar", "tar_gz", "unpack"]
