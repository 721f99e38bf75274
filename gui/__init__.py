"""The window: it shows what the core knows and never reads, stores or exports by itself."""
