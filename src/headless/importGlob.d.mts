export declare function load(url: string, context: unknown, next: unknown): Promise<unknown>;
