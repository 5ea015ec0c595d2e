"""The policy of a security lead: a signed document that tightens what is built in, and whose key a vault remembers."""
