"""Jobs of the trail."""

from procrastinate.contrib.django import app

from hoctap.audit import once


@app.periodic(cron="50 2 * * *")
@app.task(name="audit.drop_sent_forms", queueing_lock="audit.drop_sent_forms")
def drop_sent_forms(timestamp: int) -> None:
    once.drop_old()
