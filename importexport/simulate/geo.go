package simulate

import "math"

// toGCJ shifts a WGS-84 point to GCJ-02, the datum of Chinese map services,
// 100 to 700 m away. It is the approximation in general use.
func toGCJ(lat, lon float64) (float64, float64) {
	const (
		axis = 6378245.0
		ecc  = 0.00669342162296594323
	)
	x, y := lon-105, lat-35
	dLat, dLon := shiftLat(x, y), shiftLon(x, y)
	rad := lat / 180 * math.Pi
	m := 1 - ecc*math.Sin(rad)*math.Sin(rad)
	dLat = dLat * 180 / (axis * (1 - ecc) / (m * math.Sqrt(m)) * math.Pi)
	dLon = dLon * 180 / (axis / math.Sqrt(m) * math.Cos(rad) * math.Pi)
	return lat + dLat, lon + dLon
}

func shiftLat(x, y float64) float64 {
	d := -100 + 2*x + 3*y + 0.2*y*y + 0.1*x*y + 0.2*math.Sqrt(math.Abs(x))
	d += wave(x, 20, 6, 20, 2) + wave(y, 20, 1, 40, 1.0/3)
	return d + (160*math.Sin(y/12*math.Pi)+320*math.Sin(y*math.Pi/30))*2/3
}

func shiftLon(x, y float64) float64 {
	d := 300 + x + 2*y + 0.1*x*x + 0.1*x*y + 0.1*math.Sqrt(math.Abs(x))
	d += wave(x, 20, 6, 20, 2) + wave(x, 20, 1, 40, 1.0/3)
	return d + (150*math.Sin(x/12*math.Pi)+300*math.Sin(x/30*math.Pi))*2/3
}

func wave(v, a, f, b, g float64) float64 {
	return (a*math.Sin(f*v*math.Pi) + b*math.Sin(g*v*math.Pi)) * 2 / 3
}

// metres is the distance of two points on a sphere, good to 0.5 %.
func metres(lat1, lon1, lat2, lon2 float64) float64 {
	const degree = 111_195
	x := (lon2 - lon1) * degree * math.Cos((lat1+lat2)/2*math.Pi/180)
	y := (lat2 - lat1) * degree
	return math.Hypot(x, y)
}

// round6 keeps six decimals, a decimetre, as exports do.
func round6(v float64) float64 { return math.Round(v*1e6) / 1e6 }
