from procrastinate.contrib.django import app

from hoctap.audit import chain, once


@app.periodic(cron="50 2 * * *")
@app.task(name="audit.drop_sent_forms", queueing_lock="audit.drop_sent_forms")
def drop_sent_forms(timestamp: int) -> None:
    once.drop_old()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="audit.seal_trail")
def seal_trail(timestamp: int) -> None:
    """Each minute: seal what was written since."""
    chain.seal()


"""Jobs of the trail."""
