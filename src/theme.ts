/**
 * Colors, font and corners of an embed: Cube's `embedTheme`, in a session request and in the `set-theme` action. Every key
 * is optional. These are the keys that Cube documents; others are passed on unchanged.
 */
export interface EmbedTheme {
  font?: string | null | undefined;
  primaryColor?: string | null | undefined;
  /** Cube documents it for the `set-theme` action only. */
  borderRadius?: string | number | null | undefined;
  chat?: { inputColor?: string | null | undefined } | null | undefined;
  analyticsChat?:
    | {
        backgroundColor?: string | null | undefined;
        chatInput?:
          | { backgroundColor?: string | null | undefined; borderColor?: string | null | undefined }
          | null
          | undefined;
      }
    | null
    | undefined;
  [key: string]: unknown;
}
