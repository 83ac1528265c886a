"""Endpoint: articles read with a language model of the user's own; off unless it is asked for."""

from servanda.reading.endpoint.fault import EndpointFault
from servanda.reading.endpoint.reader import EndpointReader

__all__ = ["EndpointFault", "EndpointReader"]
