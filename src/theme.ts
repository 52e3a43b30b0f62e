/**
 * Colors, font and corners of an embed: Cube's `embedTheme`, in a session request and in the `set-theme` action. These are
 * the keys that Cube documents (`borderRadius` for the action alone); others are passed on.
 */
export interface EmbedTheme {
  font?: string | null | undefined;
  primaryColor?: string | null | undefined;
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
