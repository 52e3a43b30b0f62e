/** What the server tells the open pages, as it happens. */
export type News = { from: 'backend' | 'tenant'; text: string; surface?: string; bad?: boolean };

/** Server-sent events to every open page. */
export class NewsStream {
  readonly #pages = new Set<ReadableStreamDefaultController<Uint8Array>>();
  readonly #encoder = new TextEncoder();

  tell(news: News): void {
    const line = this.#encoder.encode(`data: ${JSON.stringify(news)}\n\n`);
    for (const page of this.#pages) page.enqueue(line);
  }

  open(): Response {
    let opened: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({
      start: (page) => {
        opened = page;
        this.#pages.add(page);
        page.enqueue(this.#encoder.encode(': here\n\n'));
      },
      cancel: () => void this.#pages.delete(opened),
    });
    return new Response(body, {
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
    });
  }

  close(): void {
    for (const page of this.#pages) page.close();
    this.#pages.clear();
  }
}
