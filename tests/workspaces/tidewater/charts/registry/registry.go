// Package registry knows every model of the marina by name.
package registry

import (
	"fmt"
	"reflect"
	"sort"
	"sync"
)

// Model is what every registered type can do.
type Model interface {
	GetKey() string
	GetDescription() string
	Valid() bool
}

// Defaulter is a model with a hook that fills what was left empty before it is
// stored for the first time.
type Defaulter interface {
	Defaulted()
}

var (
	mu     sync.RWMutex
	models = map[string]reflect.Type{}
)

// MustRegisterModel makes a type known under its Go name. It is called from
// init() beside the type and panics where the name is taken.
func MustRegisterModel(model Model) {
	kind := reflect.TypeOf(model)
	if kind.Kind() != reflect.Pointer {
		panic(fmt.Sprintf("registry: %T is not a pointer", model))
	}
	name := kind.Elem().Name()
	mu.Lock()
	defer mu.Unlock()
	if _, taken := models[name]; taken {
		panic(fmt.Sprintf("registry: model %s is registered twice", name))
	}
	models[name] = kind.Elem()
}

// New returns an empty model of the named type.
func New(name string) (Model, bool) {
	mu.RLock()
	defer mu.RUnlock()
	kind, ok := models[name]
	if !ok {
		return nil, false
	}
	model, ok := reflect.New(kind).Interface().(Model)
	return model, ok
}

// Names lists the registered types in order.
func Names() []string {
	mu.RLock()
	defer mu.RUnlock()
	names := make([]string, 0, len(models))
	for name := range models {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// Default runs the model's hook where it has one.
func Default(model Model) {
	if hooked, ok := model.(Defaulter); ok {
		hooked.Defaulted()
	}
}
