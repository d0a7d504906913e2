from procrastinate.contrib.django import app

from hoctap.audit import chain


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="audit.seal_trail")
def seal_trail(timestamp: int) -> None:
    """Each minute: seal what was written since."""
    chain.seal()
