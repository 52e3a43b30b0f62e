/** An element's current state. Frames are identified by the session in their URL. */
export interface ElementReport {
  connected: boolean;
  status: string;
  renewing: boolean;
  error: string | undefined;
  live: string | undefined;
  next: string | undefined;
  /** Whether the next frame has loaded any page. */
  nextLoaded: boolean;
}

/** A frame that was added to the page. */
export interface FrameReport {
  element: number;
  session: string;
  /** Epoch milliseconds. */
  at: number;
}

/** The page's current state, and what has happened since the last report. */
export interface Report {
  now: number;
  elements: ElementReport[];
  frames: FrameReport[];
  /** Violations by the elements. */
  wrongs: string[];
  /** The number of messages from frames since the page was opened. */
  heard: number;
  /** The number of session calls in flight. */
  calling: number;
  /** The number of pending timers. */
  timers: number;
}
