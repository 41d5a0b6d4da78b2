"""What a provider's author needs: the conformance suite, the specification, injected faults."""
