"""Where the data comes from."""

from mcdeploy.bundled import builtin, numbers
from mcdeploy.bundled.dataset import Dataset
from mcdeploy.domain import CsvData


def load(data: str | CsvData) -> Dataset:
    """The data set of that name that scikit-learn carries, or the rows of a CSV file."""
    return numbers.load(data) if isinstance(data, CsvData) else builtin.load(data)
