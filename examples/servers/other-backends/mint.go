package main

// #region mint
import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

var cube = &http.Client{
	Timeout: 10 * time.Second,
	CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse // do not send the key elsewhere
	},
}

// MintSession takes the user from your own sign-in, never from the request's body.
func MintSession(userID, city string) (string, error) {
	deployment, err := strconv.Atoi(os.Getenv("CUBE_DEPLOYMENT_ID"))
	if err != nil {
		return "", fmt.Errorf("CUBE_DEPLOYMENT_ID is not a number")
	}
	body, err := json.Marshal(map[string]any{
		"deploymentId":   deployment,
		"externalId":     strings.ToLower(strings.TrimSpace(userID)),
		"userAttributes": []map[string]any{{"name": "city", "value": city}},
	})
	if err != nil {
		return "", err
	}
	url := os.Getenv("CUBE_TENANT_URL") + "/api/v1/embed/generate-session"
	request, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return "", err
	}
	request.Header.Set("Authorization", "Api-Key "+os.Getenv("CUBE_API_KEY"))
	request.Header.Set("Content-Type", "application/json")
	response, err := cube.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return "", fmt.Errorf("Cube answered %d", response.StatusCode)
	}
	var answer struct {
		SessionID string `json:"sessionId"`
	}
	err = json.NewDecoder(response.Body).Decode(&answer)
	return answer.SessionID, err
}

// #endregion

func main() {
	sessionID, err := MintSession("ada", "Paris")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(sessionID)
}
