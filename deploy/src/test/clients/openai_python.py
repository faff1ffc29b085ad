"""What an application does with OpenAI's own client for Python; a line for each thing it sees."""
import json
import sys

import openai

client = openai.OpenAI(base_url=sys.argv[1] + "/v1", api_key="sk-test", max_retries=2)
ASK = [{"role": "user", "content": "Grüße 👩‍👩‍👧‍👦?"}]
TOOLS = [{"type": "function", "function": {"name": "weather", "parameters": {"type": "object"}}}]


def chat(model, **more):
    return client.chat.completions.create(model=model, messages=ASK, **more)


def stream(model, **more):
    seen = []
    try:
        for chunk in chat(model, stream=True, **more):
            seen.append(chunk.to_dict())
    except Exception as error:
        seen.append(told(error))
    return seen


def left(model):
    with chat(model, stream=True) as answer:
        chunks = iter(answer)
        return [next(chunks).to_dict() for _ in range(3)]


def told(error):
    response = getattr(error, "response", None)
    headers = sorted(response.headers.multi_items()) if response is not None else []
    hidden = ("connection", "keep-alive")
    return {
        "class": type(error).__name__,
        "message": str(error),
        "status": getattr(error, "status_code", None),
        "code": getattr(error, "code", None),
        "headers": [h for h in headers if h[0] not in hidden and not h[0].startswith("x-understudy-")],
    }


SCENARIOS = {
    "chat": lambda: chat("gpt-4").to_dict(),
    "tools": lambda: chat("gpt-4", tools=TOOLS).to_dict(),
    "chat streamed": lambda: stream("gpt-4", stream_options={"include_usage": True}),
    "tools streamed": lambda: stream("gpt-4", tools=TOOLS),
    "log probabilities": lambda: chat("gpt-4", logprobs=True).to_dict(),
    "response": lambda: client.responses.create(model="gpt-4.1", input="Hi").to_dict(),
    "response streamed": lambda: [
        event.to_dict() for event in client.responses.create(model="gpt-4.1", input="Hi", stream=True)
    ],
    "embeddings": lambda: client.embeddings.create(model="text-embedding-3-small", input="a").to_dict(),
    "file uploaded": lambda: client.files.create(
        purpose="fine-tune", file=("Zürich.jsonl", bytes(300_000))
    ).to_dict(),
    "file read": lambda: len(client.files.content("file-1").read()),
    "models": lambda: [model.to_dict() for model in client.models.list()],
    "compressed": lambda: chat("gpt-4/gzip").to_dict(),
    "compressed stream": lambda: stream("gpt-4/gzip"),
    "error 400": lambda: chat("gpt-4/fails-400"),
    "error 401": lambda: chat("gpt-4/fails-401"),
    "error 404": lambda: chat("gpt-4/fails-404"),
    "busy twice": lambda: chat("gpt-4/busy-20").to_dict(),
    "failing once": lambda: chat("gpt-4/flaky-500").to_dict(),
    "error in the stream": lambda: stream("gpt-4/breaks-3"),
    "stream cut": lambda: stream("gpt-4/cut-700"),
    "the application leaves in the stream": lambda: left("gpt-4/stall-3"),
}

for name, play in SCENARIOS.items():
    try:
        saw = play()
    except openai.APIError as error:
        saw = told(error)
    print(json.dumps([name, saw]).replace(sys.argv[1], "<base>"))
