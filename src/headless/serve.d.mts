export interface ServedPage {
  readonly addresses: readonly string[];
  close(): Promise<void>;
}
export declare function servePage(options?: {
  port?: number;
  host?: string | boolean;
  folders?: Readonly<Record<string, string>>;
}): Promise<ServedPage>;
