"""How long some may wait for one."""

from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.replicate.patience import HORIZON, PATIENCE, Patience

STEP = 0.05


def ends_after(share: float, seconds: float, started: float = 0.0) -> float | None:
    """When patience ends, in seconds, where of each step this share is waited from `started` on."""
    patience = Patience(0.0)
    for step in range(1, round(seconds / STEP) + 1):
        now = step * STEP
        if patience.ends(STEP * share if now > started else 0.0, now):
            return now - started
    return None


def test_one_ten_times_as_slow_is_let_go_in_four_seconds() -> None:
    assert (ends_after(0.9, 60) or 60) < 4


@given(st.floats(0, 3_600))
def test_as_soon_when_it_was_quick_for_long(started: float) -> None:
    """Patience is not saved up."""
    alike = ends_after(0.9, 60) or 0
    assert abs((ends_after(0.9, started + 60, started) or 0) - alike) <= 2 * STEP


@given(st.floats(0, 0.9 * PATIENCE / HORIZON))
def test_who_nearly_keeps_up_is_not_let_go_however_long_it_takes(share: float) -> None:
    assert ends_after(share, 3_600) is None


@given(st.floats(0, 0.9 * PATIENCE))
def test_a_hiccup_is_forgiven_and_forgotten(seconds: float) -> None:
    patience = Patience(0.0)
    assert not patience.ends(seconds, seconds)
    later = seconds + 10 * HORIZON
    assert not patience.ends(0.9 * PATIENCE, later)
