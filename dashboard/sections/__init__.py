"""Parts of pages that ask and show on their own, computed only when they are open."""
