"""The parts of the conformance suite, by subject."""

from mcdeploy.testing.suite.listings import Listings
from mcdeploy.testing.suite.objects import Objects
from mcdeploy.testing.suite.races import Races
from mcdeploy.testing.suite.reads import Reads
from mcdeploy.testing.suite.services import Services
from mcdeploy.testing.suite.specification import Specification
from mcdeploy.testing.suite.uploads import Uploads

__all__ = ["Listings", "Objects", "Races", "Reads", "Services", "Specification", "Uploads"]
