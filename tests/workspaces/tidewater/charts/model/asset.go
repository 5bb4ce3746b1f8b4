package model

// BaseAsset is a physical thing on the premises.
type BaseAsset struct {
	BaseModel
	Name   string      `json:"name" dynamodbav:"name" desc:"What people call it."`
	Marina string      `json:"marina" dynamodbav:"marina" desc:"Marina where it is."`
	Status AssetStatus `json:"status" dynamodbav:"status" desc:"Whether it can be used."`
	Labels []string    `json:"labels,omitempty" dynamodbav:"labels,omitempty" desc:"Free labels for searching."`
	Notes  string      `json:"notes,omitempty" dynamodbav:"notes,omitempty" desc:"Remarks of the crew."`
}

// Defaulted stamps a new asset and puts it in service.
func (a *BaseAsset) Defaulted() {
	a.BaseModel.Defaulted()
	if a.Status == "" {
		a.Status = AssetActive
	}
}

// InService says whether the asset can be used today.
func (a *BaseAsset) InService() bool {
	return a.Status == AssetActive
}
