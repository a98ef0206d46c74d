export declare const ROOT: string;
export declare class SetUpError extends Error {}
export declare function checkNode(): void;
export declare function isInstalled(): boolean;
export declare function ensureInstalled(): void;
export declare function isBuilt(): boolean;
export declare function ensureBuilt(): void;
