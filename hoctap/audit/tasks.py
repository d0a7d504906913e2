"""Jobs of the trail."""

from procrastinate.contrib.django import app

from hoctap.audit import chain, once
from hoctap.core.jobs import each_day_at


@app.periodic(cron=each_day_at(2, 50))
@app.task(name="audit.drop_sent_forms", queueing_lock="audit.drop_sent_forms")
def drop_sent_forms(timestamp: int) -> None:
    once.drop_old()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="audit.seal_trail")
def seal_trail(timestamp: int) -> None:
    """Each minute: seal what was written since."""
    chain.seal()
