"""What was asked and of whom, for messages."""

from dataclasses import dataclass, replace

from mcdeploy_aws.settings import AwsSettings


@dataclass(frozen=True, slots=True)
class Request:
    """One operation of the contract on one target; `key` is empty where there is none."""

    who: str
    settings: AwsSettings
    region: str
    operation: str = ""
    key: str = ""

    def of(self, operation: str, key: str) -> "Request":
        return replace(self, operation=operation, key=key)

    @property
    def subject(self) -> str:
        return self.key or f"bucket {self.settings.bucket}"

    @property
    def options(self) -> str:
        """The options with which the `aws` command asks the same store."""
        named = {
            "--region": self.region,
            "--endpoint-url": self.settings.endpoint,
            "--profile": self.settings.profile,
        }
        return "".join(f" {option} {value}" for option, value in named.items() if value)
