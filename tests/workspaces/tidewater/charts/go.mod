module example.com/tidewater/charts

go 1.22
