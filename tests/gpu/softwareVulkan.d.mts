export declare function useSoftwareVulkan(): void;
