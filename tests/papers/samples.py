"""The examples that templates are tried on are the samples of the tests too."""

from hoctap.papers.templating.examples import *  # noqa: F403
