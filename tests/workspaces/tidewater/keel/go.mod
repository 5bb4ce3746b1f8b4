module example.com/tidewater/keel

go 1.22
