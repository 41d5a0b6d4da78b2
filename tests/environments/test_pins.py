"""What a package asks for is what the lock files pin."""

from mcdeploy.environments.pins import pins


def test_pins_are_read_from_lock_files() -> None:
    found = pins(("scikit-learn-1.4.2", "mlflow"))
    assert found["scikit-learn"] == "1.4.2"
    assert found["numpy"].startswith("1.")
    assert found["mlflow-skinny"].startswith("3.")
    assert all(version[0].isdigit() for version in found.values())


def test_files_pin_what_they_say() -> None:
    assert pins(("scikit-learn-1.6.1",))["scikit-learn"] == "1.6.1"
    assert pins(()) == {}
