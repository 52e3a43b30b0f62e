/** An element as it is now. Frames are named by the session in their address. */
export interface ElementReport {
  connected: boolean;
  status: string;
  renewing: boolean;
  error: string | undefined;
  live: string | undefined;
  next: string | undefined;
  /** Whether the next frame's page has loaded, whatever it may be. */
  nextLoaded: boolean;
}

/** A frame that was put into the page. */
export interface FrameReport {
  element: number;
  session: string;
  /** Epoch milliseconds. */
  at: number;
}

/** The page as it is now, and what has happened since the last report. */
export interface Report {
  now: number;
  elements: ElementReport[];
  frames: FrameReport[];
  /** What the elements did that they never may. */
  wrongs: string[];
  /** Messages of frames, since the page was opened. */
  heard: number;
  /** Calls for sessions that are under way. */
  calling: number;
  /** Timers that are set. */
  timers: number;
}
