"""What each page shows, arranged for its template: which things, in what order, on which page of several."""
