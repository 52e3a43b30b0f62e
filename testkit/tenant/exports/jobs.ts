import { randomUUID } from 'node:crypto';
import { HttpError } from '../http.js';

/** How an export goes wrong on purpose. */
type ExportOutcome = 'slow' | 'failed' | 'expired';

/** An export job. */
export interface ExportJob {
  jobId: string;
  /** The API key's identity: only the one that submitted a job can see it. */
  submitter: string;
  /** Whom the dashboard is rendered as. */
  renderedAs: string;
  contentType: string;
  file: Buffer;
  expiresAt: number;
  outcome: ExportOutcome | undefined;
  polls: number;
}

/** What a poll answers. */
export interface ExportStatus {
  status: 'pending' | 'processing' | 'completed' | 'failed';
  progress?: number;
  contentType?: string;
  error?: string;
}

/** A job and its file are gone so long after the submission. */
const LIFE_MS = 300_000;
/** Jobs in flight for one identity. Cube does not document its limit. */
const MAX_IN_FLIGHT = 5;

/**
 * The export jobs of an account. A job advances with each poll: `pending`, `processing`, `completed`. So a test needs no
 * time to pass.
 */
export class ExportJobs {
  readonly #jobs = new Map<string, ExportJob>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Submits a job. Throws 429 if too many are in flight for the identity that it is rendered as. */
  submit(job: Omit<ExportJob, 'jobId' | 'expiresAt' | 'polls'>): ExportJob {
    const inFlight = [...this.#jobs.values()].filter(
      (other) => other.renderedAs === job.renderedAs && this.#isAlive(other) && !isDone(other),
    );
    if (inFlight.length >= MAX_IN_FLIGHT) throw tooMany();
    const submitted = { ...job, jobId: randomUUID(), expiresAt: this.#now() + LIFE_MS, polls: 0 };
    this.#jobs.set(submitted.jobId, submitted);
    return submitted;
  }

  /** Returns a job's status and lets it advance. Throws 404 for an unknown, expired or foreign job. */
  poll(jobId: string, submitter: string): ExportStatus {
    const job = this.#find(jobId, submitter);
    job.polls += 1;
    if (job.polls === 1) return { status: 'pending', progress: 0 };
    if (!isDone(job)) return { status: 'processing', progress: 50 };
    return job.outcome === 'failed'
      ? { status: 'failed', error: 'The dashboard could not be rendered.' }
      : { status: 'completed', progress: 100, contentType: job.contentType };
  }

  /** Returns a completed job. Throws 404 like `poll`, 409 while it is rendered, 422 if that has failed. */
  completed(jobId: string, submitter: string): ExportJob {
    const job = this.#find(jobId, submitter);
    if (!isDone(job)) throw new HttpError(409, 'The export is still being rendered.');
    if (job.outcome === 'failed') throw new HttpError(422, 'The dashboard could not be rendered.');
    return job;
  }

  clear(): void {
    this.#jobs.clear();
  }

  #find(jobId: string, submitter: string): ExportJob {
    const job = this.#jobs.get(jobId);
    if (!job || job.submitter !== submitter || !this.#isAlive(job))
      throw new HttpError(404, 'The export does not exist.');
    return job;
  }

  #isAlive({ outcome, polls, expiresAt }: ExportJob): boolean {
    return this.#now() < expiresAt && !(outcome === 'expired' && polls >= 1);
  }
}

/** The answer to one export too many. */
export function tooMany(): HttpError {
  return new HttpError(429, 'Too many exports are in flight for this identity.');
}

function isDone({ outcome, polls }: ExportJob): boolean {
  return polls >= 3 && outcome !== 'slow';
}
