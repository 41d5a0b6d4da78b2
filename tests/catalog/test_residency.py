"""P6, residency is hard: the one check that plan, route and fetch share."""

from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.catalog import find, jurisdictions, place, regions
from mcdeploy.catalog.residency import unknown, violation
from mcdeploy.domain import Place, Residency

codes = st.frozensets(st.sampled_from(sorted(jurisdictions())), max_size=4)
likely = st.frozensets(st.sampled_from(["us", "eu", "eea", "jp", "de"]), max_size=3)
residencies = st.builds(Residency, allow=codes | likely, deny=codes | likely)
places = st.sampled_from([region.place for region in regions().values()])

GERMANY = place("de", 50.1, 8.7)


@given(places | st.none(), residencies)
def test_p6_a_place_is_allowed_only_where_nothing_denies_it(
    here: Place | None, residency: Residency
) -> None:
    if violation(here, residency) is None:
        inside = frozenset(here.jurisdictions) if here else frozenset()
        assert not inside & residency.deny
        assert not residency.allow or inside & residency.allow
        assert here is not None or residency == Residency()


@given(places, residencies)
def test_p6_to_deny_more_never_allows_more(here: Place, residency: Residency) -> None:
    stricter = Residency(residency.allow, residency.deny | {here.country})
    assert violation(here, stricter) is not None


@given(places | st.none())
def test_without_a_restriction_every_place_is_allowed(here: Place | None) -> None:
    assert violation(here, Residency()) is None


def test_what_is_denied_stays_denied_where_it_is_also_allowed() -> None:
    reason = violation(GERMANY, Residency(frozenset({"eu"}), frozenset({"de"})))
    assert reason == "it is in de, which residency denies"


def test_a_union_covers_its_members() -> None:
    assert violation(GERMANY, Residency(allow=frozenset({"eu"}))) is None
    assert violation(GERMANY, Residency(deny=frozenset({"eea"}))) is not None


def test_a_place_outside_what_is_allowed_says_so() -> None:
    reason = violation(find("japaneast").place, Residency(allow=frozenset({"eu", "ch"})))
    assert reason == "it is in jp, and residency allows only ch, eu"


def test_an_unknown_place_is_forbidden_as_soon_as_anything_is() -> None:
    assert violation(None, Residency(deny=frozenset({"us"}))) is not None
    assert violation(None, Residency(allow=frozenset({"eu"}))) is not None


def test_a_place_that_leaves_its_country_out_of_its_jurisdictions_is_still_in_it() -> None:
    assert violation(Place("us", (), 0, 0), Residency(deny=frozenset({"us"}))) is not None


def test_an_unknown_code_is_answered_with_the_nearest() -> None:
    assert unknown("eu") is None
    assert unknown("uk") == "'uk' is not a known jurisdiction; did you mean 'gb'?"
    assert unknown("0000") == "'0000' is not a known jurisdiction"
