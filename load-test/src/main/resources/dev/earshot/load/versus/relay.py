"""A relay of WebSockets as one writes it in Python: a task for each direction, uvloop, no compression.

Called with the port to listen at and the address to relay to.
"""
import asyncio
import sys

import uvloop
import websockets

PORT, UPSTREAM = int(sys.argv[1]), sys.argv[2].rstrip("/")
PLAIN = {"compression": None, "ping_interval": None, "max_size": 1 << 20}


async def copy(source, sink):
    async for message in source:
        await sink.send(message)
    await sink.close(source.close_code if source.close_code in (1000, 1001, 1011) else 1000)


async def relay(client, *_):
    path = client.path if hasattr(client, "path") else client.request.path
    async with websockets.connect(UPSTREAM + path, **PLAIN) as upstream:
        both = [asyncio.create_task(copy(client, upstream)), asyncio.create_task(copy(upstream, client))]
        _, rest = await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        for task in rest:
            task.cancel()


async def main():
    async with websockets.serve(relay, "127.0.0.1", PORT, backlog=4096, **PLAIN):
        await asyncio.Future()


uvloop.install()
asyncio.run(main())
